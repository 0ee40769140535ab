import { type ReactElement, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { showHidden } from '../../viewers/text.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/gates.ts'
import { copyText } from '../artifacts/copy-text.ts'

/** One line to be copied into a terminal. */
export function CopyLine({ text, label }: { text: string; label: string }): ReactElement {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  const copy = (): void => {
    void copyText(text).then((isCopied) => setState(isCopied ? 'copied' : 'refused'))
  }
  return (
    <div>
      <div className="flex min-w-0 items-center gap-2 rounded-control border border-line bg-sunken py-1 pr-1 pl-2.5">
        <code className="min-w-0 flex-1 wrap-anywhere select-all" title={label}>
          {showHidden(text)}
        </code>
        <Button look="quiet" icon={state === 'copied' ? 'check' : 'copy'} label={COMMON.copy(text)} onClick={copy} />
      </div>
      <p role="status" className="text-12 text-ink-2">
        {state === 'copied' && COMMON.copied}
        {state === 'refused' && TEXT.clipboardRefusedIt}
      </p>
    </div>
  )
}
