import type { ShownError } from '../../src/wire.ts'

/** An error: what it is, what to do, and where it was thrown. */
export function ErrorBox({ title, error }: { readonly title: string; readonly error: ShownError }) {
  const { code, message, advice, stack } = error
  return (
    <section class="part error" aria-label={title}>
      <h3>
        {title}: <code>{code}</code>
      </h3>
      <p>{message}</p>
      {advice && <p class="hint">{advice}</p>}
      {stack && <pre class="stack">{stack}</pre>}
    </section>
  )
}
