import type { ReplayResult } from '../src/wire.ts'
import { post } from './api.ts'
import { importText } from './import-text.ts'
import { detail, select, selectedId } from './state/selection.ts'
import { dialog, notice } from './state/view.ts'

/** Does something, and tells what came of it, or why it failed. */
export async function tell(act: () => Promise<string>): Promise<void> {
  try {
    notice.value = { text: await act(), isError: false }
  } catch (error) {
    notice.value = { text: (error as Error).message, isError: true }
  }
}

/** Runs the packet of the selected callback through the handlers once more. */
export async function replaySelected(): Promise<void> {
  const id = selectedId.value
  if (id === undefined) return
  await tell(async () => {
    const ran = await post<ReplayResult>('replay', JSON.stringify({ id }))
    if (ran.id !== undefined) select(ran.id)
    return `Replayed #${id}: ${ran.outcome}, ${ran.status}.`
  })
}

/** Runs a packet through the handlers. */
export async function send(sdkAppId: string, command: string, text: string): Promise<void> {
  await tell(async () => {
    const ran = await post<ReplayResult>('send', JSON.stringify({ sdkAppId, command, text }))
    if (ran.id !== undefined) select(ran.id)
    return `Sent ${command}: ${ran.outcome}, ${ran.status}.`
  })
}

/** Adds the callbacks of an exported file. */
export async function importFile(file: File): Promise<void> {
  await tell(async () => `Imported ${await importText(await file.text())} callbacks.`)
}

/** Copies the command line that sends the selected callback once more. */
export async function copyCurl(): Promise<void> {
  const { curl, curlNeeds } = detail.value ?? {}
  if (curl === undefined) return
  const signed = curlNeeds === undefined ? '' : ` It signs with the variable ${curlNeeds}: export it first.`
  await copy(curl, 'curl', `${signed} Blanks at the end of its packet make it a new callback, and no repetition.`)
}

/** Copies a text; where the browser refuses, it is shown to be copied by hand. */
export async function copy(text: string, what: string, more = ''): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    notice.value = { text: `Copied ${what}.${more}`, isError: false }
  } catch {
    dialog.value = { name: 'copy', text }
  }
}
