import { type ReactElement, type ReactNode, Suspense, useEffect, useState } from 'react'
import type { PageFault } from '../../shared/contract.ts'
import { useAppData } from '../data/app-data.tsx'
import { faultOf } from '../data/page-faults.ts'
import { Button } from '../ui/button.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { late } from '../ui/late.tsx'
import { Failure } from '../ui/notice.tsx'
import * as COMMON from '../words/texts/common.ts'
import * as TEXT from '../words/texts/shell.ts'

const LateReport = late(() => import('./report-dialog.tsx').then((module) => module.ReportDialog))

/** A part of the window that stays usable for itself. `what` could not be shown: "This view". */
export function Part({ what, children }: { what: string; children: ReactNode }): ReactElement {
  return (
    <ErrorBoundary fallback={(error, retry) => <ViewFailure what={what} error={error} retry={retry} />}>
      {children}
    </ErrorBoundary>
  )
}

/** What stands where a view broke: the fault, trying again, and a report. */
function ViewFailure({ what, error, retry }: { what: string; error: unknown; retry: () => void }): ReactElement {
  const { client } = useAppData()
  const [fault] = useState<PageFault>(() => faultOf(COMMON.at(what, location.hash), error))
  const [isReporting, setReporting] = useState(false)
  useEffect(() => {
    void client.call('logs.note', { fault })
  }, [client, fault])
  return (
    <div>
      <Failure
        error={{
          code: 'internal',
          message: TEXT.couldNotBeShown(what, fault.message),
          remedy: TEXT.nothingIsLost,
        }}
        retry={retry}
      />
      <div className="px-4 py-3">
        <Button icon="info" onClick={() => setReporting(true)}>
          {COMMON.makeReport}
        </Button>
      </div>
      {isReporting && (
        <Suspense>
          <LateReport title={TEXT.whatBroke} fault={fault} onClose={() => setReporting(false)} />
        </Suspense>
      )}
    </div>
  )
}
