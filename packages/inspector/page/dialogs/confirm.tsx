import { closeDialog, Modal } from './modal.tsx'

interface ConfirmProps {
  readonly question: string
  /** What the button says. */
  readonly act: string
  readonly run: () => void
}

/** Asks before something is done that cannot be taken back. */
export function Confirm({ question, act, run }: ConfirmProps) {
  const confirm = (): void => {
    closeDialog()
    run()
  }
  return (
    <Modal title={act}>
      <p>{question}</p>
      <div class="answers">
        <button type="button" onClick={closeDialog}>
          Cancel
        </button>
        <button type="button" class="primary" onClick={confirm}>
          {act}
        </button>
      </div>
    </Modal>
  )
}
