export {
  callable,
  flag,
  group,
  integer,
  type OptionCheck,
  type OptionChecks,
  type OptionOwner,
  oneOf,
  optionMistake,
  text,
  withDefaults,
  withoutUndefined,
} from './option-checks.ts'
export type { OptionRow } from './option-row.ts'
