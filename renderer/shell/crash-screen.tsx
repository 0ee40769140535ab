import { type ReactElement, Suspense, useEffect, useState } from 'react'
import type { Client, PageFault } from '../../shared/contract.ts'
import { faultOf } from '../data/page-faults.ts'
import { Button } from '../ui/button.tsx'
import { late } from '../ui/late.tsx'
import * as TEXT from '../words/texts/shell.ts'

const LatePanel = late(() => import('./report-panel.tsx').then((module) => module.ReportPanel))

/** Stands where the whole window broke. */
export function CrashScreen({ client, error }: { client: Pick<Client, 'call'>; error: unknown }): ReactElement {
  const [fault] = useState<PageFault>(() => faultOf(TEXT.windowAt(location.hash), error))
  useEffect(() => {
    void client.call('logs.note', { fault })
  }, [client, fault])
  return (
    <main className="h-full overflow-y-auto bg-panel">
      <div className="mx-auto max-w-3xl space-y-4 px-8 py-10">
        <h1 className="text-26 font-strong">{TEXT.thisWindowBroke}</h1>
        <p className="text-15 text-ink-2">{TEXT.runsGoOn}</p>
        <p className="border-fail border-l-2 bg-fail-soft px-4 py-3 font-medium wrap-anywhere" role="alert">
          {fault.message}
        </p>
        <Button look="primary" big onClick={() => location.reload()}>
          {TEXT.openWindowAgain}
        </Button>
        <Suspense>
          <LatePanel client={client} fault={fault} />
        </Suspense>
      </div>
    </main>
  )
}
