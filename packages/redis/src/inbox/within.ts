/** Whether something ends in time; without a time it is waited for. */
export function within(work: Promise<unknown>, timeout: number | undefined): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = timeout === undefined ? undefined : setTimeout(() => resolve(false), timeout)
    work.then(() => resolve(true), reject).finally(() => clearTimeout(timer))
  })
}
