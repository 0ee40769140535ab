import { type ReactElement, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/runs.ts'
import { copyText } from '../artifacts/copy-text.ts'

/** Copies a command for a terminal; says where the clipboard refused it. */
export function CopyButton({ text }: { text: string }): ReactElement {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  const copy = (): void => {
    void copyText(text).then((isCopied) => setState(isCopied ? 'copied' : 'refused'))
  }
  return (
    <span className="flex flex-none items-center">
      <span role="status" className="text-12 text-ink-2">
        {state === 'copied' && COMMON.copiedWord}
        {state === 'refused' && TEXT.refused}
      </span>
      <Button look="quiet" icon={state === 'copied' ? 'check' : 'copy'} label={COMMON.copy(text)} onClick={copy} />
    </span>
  )
}
