import { type ReactElement, useEffect, useState } from 'react'
import type { Client, PageFault, RpcError } from '../../shared/contract.ts'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/field.tsx'
import { Failure } from '../ui/notice.tsx'
import { copyText } from '../views/artifacts/copy-text.ts'
import * as COMMON from '../words/texts/common.ts'
import * as TEXT from '../words/texts/shell.ts'

/** A report to read, to shorten, and then to copy or save. Nothing of it is sent. */
export function ReportPanel({ client, fault }: { client: Pick<Client, 'call'>; fault: PageFault }): ReactElement {
  const [text, setText] = useState<string | null>(null)
  const [error, setError] = useState<RpcError | null>(null)
  const [told, setTold] = useState('')
  useEffect(() => {
    let isCurrent = true
    void client.call('report.make', { fault }).then((reply) => {
      if (!isCurrent) return
      if (reply.ok) setText(reply.value.text)
      else {
        setError(reply.error)
        setText([fault.where, fault.message, fault.stack ?? ''].join('\n'))
      }
    })
    return () => {
      isCurrent = false
    }
  }, [client, fault])
  const copy = async (): Promise<void> => {
    const isCopied = await copyText(text ?? '')
    setTold(isCopied ? COMMON.copied : TEXT.clipboardRefusedIt)
  }
  const save = async (): Promise<void> => {
    const reply = await client.call('report.save', { text: text ?? '' })
    if (reply.ok) setTold(TEXT.saved(reply.value.path))
    else setError(reply.error)
  }
  return (
    <div className="space-y-3">
      <p className="text-ink-2">{TEXT.nothingOfThisIsSent}</p>
      {error !== null && <Failure error={error} />}
      <TextArea label={COMMON.report} mono rows={14} value={text ?? TEXT.collecting} onChange={setText} />
      <div className="flex items-center gap-3">
        <Button icon="copy" disabled={text === null} onClick={() => void copy()}>
          {TEXT.copy}
        </Button>
        <Button icon="download" disabled={text === null || text === ''} onClick={() => void save()}>
          {TEXT.saveBesideLogs}
        </Button>
        <p role="status" className="min-w-0 text-12 text-ink-2 wrap-anywhere">
          {told}
        </p>
      </div>
    </div>
  )
}
