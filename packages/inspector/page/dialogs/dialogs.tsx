import { dialog } from '../state/view.ts'
import { Confirm } from './confirm.tsx'
import { CopyText } from './copy-text.tsx'
import { Help } from './help.tsx'
import { SendSample } from './send-sample.tsx'

/** The dialog that is open, if one is. */
export function Dialogs() {
  const open = dialog.value
  switch (open?.name) {
    case 'help':
      return <Help />
    case 'send':
      return <SendSample />
    case 'copy':
      return <CopyText text={open.text} />
    case 'confirm':
      return <Confirm question={open.question} act={open.act} run={open.run} />
    case undefined:
      return null
  }
}
