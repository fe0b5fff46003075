// Nothing else of this library: what knows all families gives errors their advice.
import { live, type RoomCallbacksError, roomCallbacks } from '@room-callbacks/web/families'
import t from 'tap'

const thrownBy = (options: object): RoomCallbacksError => {
  try {
    roomCallbacks(1400000000, { families: [live], ...options })
  } catch (error) {
    return error as RoomCallbacksError
  }
  throw new Error('It threw nothing.')
}

t.test('an error of a bundle without the advice says where it is', async (t) => {
  const { code, message, advice } = thrownBy({ token: '' })
  const described = () => live.commands.map(({ summary, documents, products }) => [summary, documents, products])[0]
  t.strictSame(described(), ['', [], []], 'neither do its commands have descriptions')
  t.match(message, /^invalid-option\. token: it is empty/)
  t.equal(code, 'invalid-option')
  t.equal(advice, "What to do is in errorTable['invalid-option'].advice of @room-callbacks/core.")
  const { commands, errorTable } = await import('@room-callbacks/core')
  t.strictSame(described(), ['A live room got another owner.', ['72553', '647/122445'], ['live']])
  t.ok(commands.every(({ summary, documents, products }) => summary && documents[0] && products[0]))
  t.match(errorTable['invalid-option'].advice, /^Correct the value/)
  const explained = thrownBy({ token: '' })
  t.equal(explained.advice, errorTable['invalid-option'].advice, 'where that is loaded, errors have it')
  t.match(explained.message, /^An argument or option is not valid\. token: it is empty/)
})

t.test('a message about an option says what it must be, without the description of the option', async (t) => {
  const cases = [
    [{ deadline: 0 }, 'deadline: expected another value, at least 1. The types of the package describe it.'],
    [{ bodyLimit: 1.5 }, 'bodyLimit: expected a whole number. The types of the package describe it.'],
    [{ deadlines: 1 }, '"deadlines" is not an option. Did you mean "deadline"?'],
  ] as const
  for (const [options, message] of cases) t.match(thrownBy(options).message, message)
})
