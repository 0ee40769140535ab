import { statSync } from 'node:fs'
import type { Handlers } from '../../shared/contract.ts'
import { err, ok } from '../../shared/result.ts'
import { workplaceOf } from '../backend.ts'
import { machineOf } from '../open-in/machine.ts'
import type { Program } from '../open-in/program.ts'
import { programsOf } from '../open-in/programs.ts'
import type { HostParts } from './parts.ts'
import { notFound, refusalReply } from './replies.ts'

/** The window names a run and a program of ours to choose from; neither a path nor a command comes from it. */
export function worktreeHandlers({
  backend,
  shell,
  around,
}: Pick<HostParts, 'backend' | 'shell' | 'around'>): Pick<Handlers, 'worktree.get' | 'worktree.open'> {
  const { home, store } = backend
  const folderOf = (runId: string): string => workplaceOf(home, store.getRun(runId)).worktree
  const programs = async (): Promise<Program[]> => {
    await around.environmentReady
    return shell.launch === null ? [] : programsOf(machineOf(around.environment))
  }
  return {
    'worktree.get': async ({ runId }) => {
      if (!store.hasRun(runId)) return notFound('Run', runId)
      const folder = folderOf(runId)
      const found = (await programs()).map(({ id, kind, name }) => ({ id, kind, name }))
      return ok({ path: folder, isThere: isFolder(folder), programs: found })
    },
    'worktree.open': async ({ runId, program: wanted }) => {
      if (!store.hasRun(runId)) return notFound('Run', runId)
      if (shell.launch === null) {
        return err({
          code: 'unavailable',
          message: 'A window in a browser starts no programs.',
          remedy: 'Copy the path.',
        })
      }
      const folder = folderOf(runId)
      if (!isFolder(folder)) return refusalReply(NO_WORKTREE)
      const program = (await programs()).find(({ id }) => id === wanted)
      if (program === undefined) return notFound('Program', wanted)
      const opened = await shell.launch(program.open(folder), around.environment)
      if (opened.ok) return ok({ name: program.name })
      return err({ code: 'unavailable', message: `${program.name} did not open: ${opened.error}` })
    },
  }
}

const NO_WORKTREE = {
  code: 'no_worktree',
  message: 'This run has no worktree now: its work has not begun, or the folder was removed.',
  remedy: 'Its branch holds what was accepted.',
}

const isFolder = (folder: string): boolean => statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
