import { type ReactElement, useEffect, useState } from 'react'
import type { RpcError } from '../../shared/contract.ts'
import { useAppData } from '../data/app-data.tsx'
import { navigate } from '../route.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { Failure } from '../ui/notice.tsx'
import * as COMMON from '../words/texts/common.ts'
import * as TEXT from '../words/texts/shell.ts'

/** Text that is dragged from one field to another is none of it. */
const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false

const NO_PATH: RpcError = {
  code: 'unavailable',
  message: TEXT.browserDoesNotTellWhere,
  remedy: TEXT.typeItsPathInField,
}
const SEVERAL: RpcError = {
  code: 'bad_input',
  message: TEXT.severalThingsWereDropped,
  remedy: TEXT.dropFolderOfOneRepository,
}

/** A folder that is dropped anywhere on the window is a repository for a new run. What else is dropped never replaces the page. */
export function FolderDrop(): ReactElement | null {
  const { client } = useAppData()
  const [isOver, setOver] = useState(false)
  const [error, setError] = useState<RpcError | null>(null)
  useEffect(() => {
    const take = async (files: readonly File[]): Promise<void> => {
      const [file] = files
      if (file === undefined) return
      if (files.length > 1) return setError(SEVERAL)
      const path = client.pathOf(file)
      if (path === null) return setError(NO_PATH)
      const added = await client.call('repositories.add', { path })
      if (added.ok) navigate({ name: 'new', repositoryId: added.value.id })
      else setError(added.error)
    }
    const onDrag = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const onLeave = (event: DragEvent): void => {
      // Between two elements of the page the pointer goes to the other; outside of it, to none.
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      void take([...(event.dataTransfer?.files ?? [])])
    }
    // A field that takes files itself keeps them, and what is dragged over it, to itself.
    const onEnd = (): void => setOver(false)
    const listeners = [
      ['dragenter', onDrag],
      ['dragover', onDrag],
      ['dragleave', onLeave],
      ['drop', onDrop],
    ] as const
    for (const [type, listener] of listeners) window.addEventListener(type, listener)
    window.addEventListener('drop', onEnd, true)
    return () => {
      window.removeEventListener('drop', onEnd, true)
      for (const [type, listener] of listeners) window.removeEventListener(type, listener)
    }
  }, [client])
  if (error !== null) return <DropFailure error={error} onClose={() => setError(null)} />
  return isOver ? <DropTarget /> : null
}

function DropTarget(): ReactElement {
  return (
    <div className="pointer-events-none fixed inset-0 z-30 grid place-items-center bg-[rgb(0_0_0/0.25)]">
      <p className="flex items-center gap-3 rounded-float border-2 border-lapis border-dashed bg-float px-8 py-6 text-15 font-medium shadow-float">
        <Icon name="folder" className="size-5" />
        {TEXT.dropRepositorysFolderToStart}
      </p>
    </div>
  )
}

function DropFailure({ error, onClose }: { error: RpcError; onClose: () => void }): ReactElement {
  return (
    <Dialog title={TEXT.notRepositoryForRun} onClose={onClose}>
      <Failure error={error} />
      <footer className="flex justify-end border-line border-t px-4 py-3">
        <Button onClick={onClose}>{COMMON.close}</Button>
      </footer>
    </Dialog>
  )
}
