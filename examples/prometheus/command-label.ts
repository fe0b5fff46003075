import { commands } from '@room-callbacks/express'

const names = new Map(commands.flatMap(({ name, aliases }) => [name, ...aliases].map((word) => [word, name])))

/**
 * A command as the label of a metric. Words that the catalog does not know are one label together:
 * a sender of callbacks must not be able to create time series, because each one costs memory for ever.
 */
export const commandLabel = (word: string | undefined): string => names.get(word ?? '') ?? 'other'
