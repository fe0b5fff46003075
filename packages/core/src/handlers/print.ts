/** Prints to stderr what no hook hears. A console that throws breaks neither a reply nor the process. */
export function print(text: string): void {
  try {
    console.error(text)
  } catch {
    // There is no other place left to say it.
  }
}
