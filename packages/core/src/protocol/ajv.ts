import { Ajv, type Options } from 'ajv'

/** An Ajv that knows the keywords of this catalog and is otherwise strict. */
export function createAjv(options: Options = {}): Ajv {
  const ajv = new Ajv({ strict: true, strictTypes: true, strictTuples: true, allowUnionTypes: true, ...options })
  ajv.addVocabulary(['kind', 'words', 'tsType', 'example', 'unit'])
  return ajv
}
