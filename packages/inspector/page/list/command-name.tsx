/** A command word: what it has in common with the others steps back. */
export function CommandName({ name }: { readonly name: string }) {
  const [, product, common, rest] = /^(\w+\.)(Callback)?(.*)$/s.exec(name) ?? [undefined, '', '', name]
  return (
    <span class="command" title={name}>
      <span class="faint">
        {product}
        {common}
      </span>
      {rest}
    </span>
  )
}
