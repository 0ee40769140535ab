import os from 'node:os'
import path from 'node:path'
import type { Handlers, Reply } from '../../shared/contract.ts'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import { DEFAULT_SETTINGS } from '../../shared/settings/settings.ts'
import type { RepositoryRow, RepositoryView } from '../../shared/views.ts'
import { listBranches } from '../git/branches.ts'
import { checkFreeSpace } from '../git/free-space.ts'
import { inspectRepository, type RepositoryInfo, resolveBase } from '../git/inspect.ts'
import { refusalOf } from '../git/refusals.ts'
import { refuseNames } from '../git/refuse-names.ts'
import { proposedConfig } from '../proposed-config.ts'
import { knownRepositories, rememberRepository, repositoryId } from '../repositories.ts'
import { sandboxProbe } from '../start-run.ts'
import { lookAtAgentFiles, trustAgentFiles } from '../trust/repository-trust.ts'
import { writeTrust } from '../trust/trusted-repositories.ts'
import { repositoryView, unusableRepository } from '../views/repository-view.ts'
import type { HostParts } from './parts.ts'
import { notFound, refusalReply } from './replies.ts'

type RepositoryMethods =
  | 'repositories.list'
  | 'repositories.pick'
  | 'repositories.add'
  | 'repositories.inspect'
  | 'repositories.trust'

const MAX_BRANCHES = 200

export function repositoryHandlers(parts: HostParts): Pick<Handlers, RepositoryMethods> {
  const { backend, shell } = parts
  return {
    'repositories.list': async () => {
      const known = await knownRepositories(backend.home, backend.store.database)
      return known.ok ? known : refusalReply(known.error)
    },
    'repositories.pick': async () => {
      if (shell.pickFolder === null) {
        const message = 'There is no folder dialog here.'
        return err({ code: 'unavailable', message, remedy: 'Type its path instead.' })
      }
      const folder = await shell.pickFolder('Choose a repository')
      return folder === null ? ok(null) : add(parts, folder)
    },
    'repositories.add': async ({ path: typed }) => {
      const folder = typedFolder(typed, os.homedir())
      return folder.ok ? add(parts, folder.value) : folder
    },
    'repositories.inspect': async ({ repositoryId: id, base }) => {
      const found = await findRepository(parts, id)
      return found.ok ? ok(await inspect(parts, found.value, base ?? null)) : found
    },
    'repositories.trust': async ({ repositoryId: id, base, hash }) => {
      const found = await findRepository(parts, id)
      return found.ok ? trust(parts, found.value.path, { name: base ?? 'HEAD', hash }) : found
    },
  }
}

/** A known repository by its id. */
export async function findRepository(
  { backend }: Pick<HostParts, 'backend'>,
  id: string,
): Promise<Reply<RepositoryRow>> {
  const known = await knownRepositories(backend.home, backend.store.database)
  if (!known.ok) return refusalReply(known.error)
  const row = known.value.find((repository) => repository.id === id)
  return row ? ok(row) : notFound('Repository', id)
}

/** The longest name that file systems know, in bytes. */
const MAX_NAME_BYTES = 255

/** Pure. A path as a person types it, made absolute. */
export function typedFolder(typed: string, home: string): Reply<string> {
  const text = typed.trim()
  const folder = text === '~' || text.startsWith('~/') ? path.join(home, text.slice(1)) : text
  const isPossible =
    !folder.includes('\0') && folder.split(path.sep).every((name) => Buffer.byteLength(name) <= MAX_NAME_BYTES)
  if (!isPossible) {
    return err({
      code: 'bad_input',
      message: 'No folder can have this path.',
      remedy: 'Check it for a typing mistake.',
    })
  }
  if (path.isAbsolute(folder)) return ok(path.normalize(folder))
  const message = `"${text}" is not a whole path, so it could be in several places.`
  return err({ code: 'bad_input', message, remedy: 'Write the whole path, such as ~/code/project.' })
}

async function add({ backend }: HostParts, folder: string): Promise<Reply<RepositoryRow>> {
  const inspected = await inspectRepository(folder)
  if (!inspected.ok) return refusalReply(inspected.error)
  const { root } = inspected.value
  const kept = rememberRepository(backend.home, root, new Date().toISOString())
  return kept.ok ? findRepository({ backend }, repositoryId(root)) : refusalReply(kept.error)
}

async function trust(
  { backend }: HostParts,
  root: string,
  { name, hash }: { name: string; hash: string | null },
): Promise<Reply<null>> {
  const kept = hash === null ? writeTrust(backend.home, root, null) : await trustAt(backend.home, root, { name, hash })
  return kept.ok ? kept : refusalReply(kept.error)
}

async function trustAt(
  home: string,
  root: string,
  { name, hash }: { name: string; hash: string },
): Promise<Result<null, Refusal>> {
  try {
    const inspected = await inspectRepository(root)
    if (!inspected.ok) return inspected
    const commit = await resolveBase(inspected.value, name)
    if (!commit.ok) return commit
    return await trustAgentFiles(home, inspected.value, { commit: commit.value, hash, at: new Date().toISOString() })
  } catch (error) {
    return err(refusalOf(root, error))
  }
}

async function inspect(parts: HostParts, repository: RepositoryRow, base: string | null): Promise<RepositoryView> {
  const inspected = await inspectRepository(repository.path)
  if (!inspected.ok) return unusableRepository(repository, inspected.error)
  const looked = await lookInto(parts, repository, inspected.value, base)
  return looked.ok ? looked.value : unusableRepository(repository, looked.error)
}

async function baseOf(home: string, info: RepositoryInfo, name: string | null): Promise<Result<string, Refusal>> {
  const commit = await resolveBase(info, name ?? 'HEAD')
  const refused = commit.ok ? await refuseNames(info, commit.value, home) : null
  return refused === null ? commit : err(refused)
}

/** Git may fail half-way, for example because somebody removes the folder meanwhile. */
async function lookInto(
  { backend, conductor, around, settings }: HostParts,
  repository: RepositoryRow,
  info: RepositoryInfo,
  name: string | null,
): Promise<Result<RepositoryView, Parameters<typeof unusableRepository>[1]>> {
  try {
    const commit = await baseOf(backend.home, info, name)
    const [branches, space, agents, setup, sandbox, agentFiles] = await Promise.all([
      listBranches(info, MAX_BRANCHES),
      checkFreeSpace(backend.home),
      backend.agentSources(info.root),
      backend.proposedSetup(info, commit.ok ? commit.value : info.head),
      sandboxProbe(around),
      lookAtAgentFiles(backend.home, info, commit.ok ? commit.value : info.head),
    ])
    const owner = conductor.owner()
    const base = { name, commit }
    // Settings that cannot be read are told with the agents, and then nothing is proposed.
    const going = settings.read()
    const proposed = proposedConfig(going.ok ? going.value : DEFAULT_SETTINGS)
    const facts = { repository, info, branches, base, space, owner, agents, proposed, setup, sandbox, agentFiles }
    return ok(repositoryView(facts))
  } catch (error) {
    return err(refusalOf(repository.path, error))
  }
}
