import { type ReactElement, useEffect, useState } from 'react'
import type { Client, PageFault, RpcError } from '../../shared/contract.ts'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/field.tsx'
import { Failure } from '../ui/notice.tsx'
import { copyText } from '../views/artifacts/copy-text.ts'

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
    setTold(isCopied ? 'Copied.' : 'The clipboard refused it. Select the text and copy it.')
  }
  const save = async (): Promise<void> => {
    const reply = await client.call('report.save', { text: text ?? '' })
    if (reply.ok) setTold(`Saved: ${reply.value.path}`)
    else setError(reply.error)
  }
  return (
    <div className="space-y-3">
      <p className="text-ink-2">
        Nothing of this is sent. Read it, take out what you do not want to share, then copy or save it.
      </p>
      {error !== null && <Failure error={error} />}
      <TextArea label="Report" mono rows={14} value={text ?? 'Collecting…'} onChange={setText} />
      <div className="flex items-center gap-3">
        <Button icon="copy" disabled={text === null} onClick={() => void copy()}>
          Copy
        </Button>
        <Button icon="download" disabled={text === null || text === ''} onClick={() => void save()}>
          Save beside the logs
        </Button>
        <p role="status" className="min-w-0 text-12 text-ink-2 wrap-anywhere">
          {told}
        </p>
      </div>
    </div>
  )
}
