import { SimulationError } from '../simulation-error.ts'
import type { ExtensionChange } from './chat-operations.ts'
import type { StoredMessage } from './chat-state.ts'

/** What an extension packet tells (76006, 76007). */
interface ExtensionFields {
  OperateType: number
  ExtensionList: { Key: string; Value: string; Seq: number }[]
  Seq: number
}

/** 1 sets, 2 deletes, 3 clears. */
const operateTypes = { set: 1, delete: 2, clear: 3 } as const

/** Changes the extensions of a message; each change has the next version. */
export function extend(message: StoredMessage, change: ExtensionChange): ExtensionFields {
  message.extensionSeq += 1
  const Seq = message.extensionSeq
  if ('set' in change) {
    const ExtensionList = Object.entries(change.set).map(([Key, Value]) => ({ Key, Value, Seq }))
    for (const { Key, Value } of ExtensionList) message.extensions.set(Key, { Value, Seq })
    return { OperateType: operateTypes.set, ExtensionList, Seq }
  }
  if ('delete' in change) {
    for (const key of change.delete) message.extensions.delete(key)
    const ExtensionList = change.delete.map((Key) => ({ Key, Value: '', Seq }))
    return { OperateType: operateTypes.delete, ExtensionList, Seq }
  }
  message.extensions.clear()
  return { OperateType: operateTypes.clear, ExtensionList: [], Seq }
}

/** A message that was delivered, and neither recalled nor forgotten. @throws `no-such-message` */
export function requireMessage<Key, Message>(messages: ReadonlyMap<Key, Message>, key: Key): Message {
  const message = messages.get(key)
  if (!message) throw new SimulationError('no-such-message', `It is ${String(key)}.`)
  return message
}
