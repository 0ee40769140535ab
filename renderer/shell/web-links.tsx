import { type ReactElement, type ReactNode, useState } from 'react'
import type { RpcError } from '../../shared/contract.ts'
import type { WebLink } from '../../shared/web-link.ts'
import { useAppData } from '../data/app-data.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { Failure } from '../ui/notice.tsx'
import { LinkOpenerProvider } from '../viewers/link-opener.ts'
import { showHidden } from '../viewers/text.ts'
import * as TEXT from '../words/texts/shell.ts'

/** Below it links can be opened, each after a question. */
export function WebLinks({ children }: { children: ReactNode }): ReactElement {
  const [link, setLink] = useState<WebLink | null>(null)
  return (
    <LinkOpenerProvider value={setLink}>
      {children}
      {link && <LinkDialog link={link} onClose={() => setLink(null)} />}
    </LinkOpenerProvider>
  )
}

/** What an agent or a repository calls a link says nothing about where it leads: the host does. */
function LinkDialog({ link, onClose }: { link: WebLink; onClose: () => void }): ReactElement {
  const { client } = useAppData()
  const [error, setError] = useState<RpcError | null>(null)
  const open = (): void => {
    void client.openLink(link.href).then((reply) => {
      if (reply.ok) onClose()
      else setError(reply.error)
    })
  }
  return (
    <Dialog title={TEXT.openPageOutsideTriptych} onClose={onClose}>
      <div className="grid gap-3 px-4 py-3">
        <p className="text-ink-2">{TEXT.yourBrowserWillAskThisHost}</p>
        <p className="text-18 font-strong wrap-anywhere" dir="ltr">
          <code>{link.host}</code>
        </p>
        {link.shownAs !== null && (
          <p className="text-ink-2">
            {TEXT.browsersMayShowItAs}{' '}
            <bdi className="font-strong text-ink wrap-anywhere">
              <code>{link.shownAs}</code>
            </bdi>
          </p>
        )}
        {link.warnings.map((warning) => (
          <p key={warning} className="flex items-start gap-2">
            <Icon name="warning" className="mt-0.5 size-4 text-fail" />
            <span className="min-w-0 wrap-anywhere">{warning}</span>
          </p>
        ))}
        <p className="text-12 text-ink-3 wrap-anywhere" dir="ltr">
          <code>{showHidden(link.href)}</code>
        </p>
        {error && <Failure error={error} />}
      </div>
      <footer className="flex justify-end gap-2 border-line border-t px-4 py-3">
        <Button onClick={onClose}>{TEXT.stayHere}</Button>
        <Button look="primary" onClick={open}>
          {TEXT.openItInBrowser}
        </Button>
      </footer>
    </Dialog>
  )
}
