/** The products whose callbacks are configured by an API. */
export type ConfiguredProduct = 'conference' | 'live' | 'call'

const productsByPrefix: { readonly [prefix: string]: readonly ConfiguredProduct[] } = {
  Room: ['conference'],
  Mic: ['conference', 'live'],
  Live: ['live'],
  Call: ['call'],
}

/** The products of a command by what is before its dot; none for one that is switched on in the console. */
export const productsOf = (word: string): readonly ConfiguredProduct[] =>
  productsByPrefix[word.split('.')[0] as string] ?? []

/** Whether a text is a command word of a product that an API configures. */
export const isAdditionalCommand = (value: unknown): boolean =>
  typeof value === 'string' && /^[A-Z][A-Za-z]*\.\w+$/.test(value) && productsOf(value).length > 0
