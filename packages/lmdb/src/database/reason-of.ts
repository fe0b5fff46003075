/** How long a reason is waited for. Unit: ms. */
const patience = 100

/** LMDB's binding says why a commit failed in a promise beside the error; not every time does that settle. */
export async function reasonOf(error: unknown): Promise<unknown> {
  const { commitError } = error as { commitError?: Promise<never> }
  if (!commitError) return error
  const late = new Promise((resolve) => setTimeout(resolve, patience, error))
  return Promise.race([commitError.catch((reason: unknown) => reason), late])
}
