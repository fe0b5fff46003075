import { useState } from 'preact/hooks'
import { send } from '../actions.ts'
import { samples, sdkAppIds } from '../state/samples.ts'
import { closeDialog, Modal } from './modal.tsx'

/** Sends a documented packet, as it is or changed, to the handlers. */
export function SendSample() {
  const [place, setPlace] = useState(0)
  const [app, setApp] = useState(sdkAppIds.value[0] ?? '')
  const sample = samples.value[place]
  const [text, setText] = useState(sample?.text ?? '')
  if (!sample) return null
  const choose = (index: number): void => {
    setPlace(index)
    setText(samples.value[index]?.text ?? '')
  }
  const submit = (): void => {
    closeDialog()
    void send(app, sample.command, text)
  }
  return (
    <Modal title="Send a sample">
      <div class="send">
        <select aria-label="Sample" value={place} onChange={({ currentTarget }) => choose(Number(currentTarget.value))}>
          {families().map((family) => (
            <optgroup key={family} label={`${family}.*`}>
              {samples.value.map(({ command, product }, index) =>
                familyOf(command) === family ? (
                  <option key={index} value={index}>
                    {product}: {command}
                  </option>
                ) : null,
              )}
            </optgroup>
          ))}
        </select>
        <select aria-label="App" value={app} onChange={({ currentTarget }) => setApp(currentTarget.value)}>
          {sdkAppIds.value.map((id) => (
            <option key={id}>{id}</option>
          ))}
        </select>
        <textarea
          aria-label="Packet"
          rows={16}
          spellcheck={false}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <p class="hint">It goes to the handlers of this process, without a signature, as often as you send it.</p>
        <button type="button" class="primary" onClick={submit}>
          Send
        </button>
      </div>
    </Modal>
  )
}

const familyOf = (command: string): string => command.split('.')[0] as string

const families = (): string[] => [...new Set(samples.value.map(({ command }) => familyOf(command)))]
