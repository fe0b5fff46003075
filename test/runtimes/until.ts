/** Asks until there is an answer. */
export async function until<Answer>(ask: () => Answer | null | Promise<Answer | null>): Promise<NonNullable<Answer>> {
  for (;;) {
    const answer = await ask()
    if (answer !== null && answer !== undefined) return answer
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
