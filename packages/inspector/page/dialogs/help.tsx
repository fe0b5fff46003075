import { keys } from '../keys.ts'
import { Modal } from './modal.tsx'

const names: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc' }

/** What the keys do. */
export function Help() {
  return (
    <Modal title="Keyboard">
      <dl class="keys">
        {keys.map(([keyNames, meaning]) => (
          <div key={meaning}>
            <dt>
              {keyNames.map((key) => (
                <kbd key={key}>{names[key] ?? key}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">
        Replaying and sending run the handlers of this process, with all their effects. Neither a signature nor a
        repetition is looked at.
      </p>
    </Modal>
  )
}
