import { type ReactElement, useEffect, useState } from 'react'
import type { Client, Output, Reply } from '../shared/contract.ts'
import { Mark } from './ui/icon.tsx'
import { RunsView } from './views/runs-view.tsx'

/** The window: bar, view, and the line at the bottom that says where everything is kept. */
export function App({ client }: { client: Client }): ReactElement {
  const [info, setInfo] = useState<Reply<Output<'system.info'>> | null>(null)
  useEffect(() => {
    void client.call('system.info', {}).then((reply) => {
      setInfo(reply)
      if (reply.ok && reply.value.platform === 'darwin') document.documentElement.dataset['platform'] = 'mac'
    })
  }, [client])
  return (
    <div className="grid h-full grid-rows-[var(--h-bar)_minmax(0,1fr)_26px]">
      <header className="flex items-center gap-4 border-line border-b px-4">
        <Mark />
        <span className="font-medium">Runs</span>
      </header>
      <RunsView client={client} />
      <footer className="flex items-center gap-4 overflow-hidden border-line border-t px-4 text-11 whitespace-nowrap text-ink-3">
        {info && !info.ok && <span className="text-fail">{info.error.message}</span>}
        {info?.ok && (
          <>
            <span className="truncate">
              Saved in <code>{info.value.home}</code>
            </span>
            <span className="ml-auto">Triptych {info.value.version}</span>
          </>
        )}
      </footer>
    </div>
  )
}
