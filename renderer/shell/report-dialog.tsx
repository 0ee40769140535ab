import type { ReactElement } from 'react'
import type { PageFault } from '../../shared/contract.ts'
import { useAppData } from '../data/app-data.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ReportPanel } from './report-panel.tsx'

export function ReportDialog({
  title,
  fault,
  onClose,
}: {
  title: string
  fault: PageFault
  onClose: () => void
}): ReactElement {
  const { client } = useAppData()
  return (
    <Dialog title={title} onClose={onClose} wide>
      <div className="px-4 py-3">
        <ReportPanel client={client} fault={fault} />
      </div>
    </Dialog>
  )
}
