/** Shows some lines again and again: redrawn on a terminal, one after the other in a pipe. */
export class Board {
  #drawn = 0

  show(lines: readonly string[]): void {
    if (!process.stdout.isTTY) {
      console.log(lines.join(' | '))
      return
    }
    // Up to where it began, and everything below erased.
    const back = this.#drawn > 0 ? `\u001b[${this.#drawn}A\u001b[J` : ''
    process.stdout.write(`${back}${lines.join('\n')}\n`)
    this.#drawn = lines.length
  }
}
