import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { dialog } from '../state/view.ts'

/** A dialog of the browser: it holds the focus, and Escape closes it. */
export function Modal({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => element.current?.showModal(), [])
  return (
    <dialog
      ref={element}
      aria-labelledby="dialog-title"
      onClose={() => {
        dialog.value = undefined
      }}
    >
      <form method="dialog">
        <h2 id="dialog-title">{title}</h2>
        <button type="submit" class="quiet" aria-label="Close">
          ×
        </button>
      </form>
      {children}
    </dialog>
  )
}

/** Closes the dialog that is open. */
export function closeDialog(): void {
  dialog.value = undefined
}
