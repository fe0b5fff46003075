import { Modal } from './modal.tsx'

/** A text to be copied by hand, where the browser does not let a page do it. */
export function CopyText({ text }: { readonly text: string }) {
  return (
    <Modal title="Copy">
      <textarea readOnly rows={12} value={text} onFocus={({ currentTarget }) => currentTarget.select()} />
    </Modal>
  )
}
