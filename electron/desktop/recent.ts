import { z } from 'zod'
import { placeOfNewRun } from '../../shared/place.ts'
import type { RepositoryRow } from '../../shared/views.ts'
import type { MenuItem } from '../menu.ts'
import { menuLabel, shortText } from './short-text.ts'
import * as TEXT from './texts.ts'
import type { Source } from './waiting.ts'

export type Recent = Pick<RepositoryRow, 'id' | 'name' | 'path'>

const MAX_RECENT = 8

/** The dock's menu on macOS: a new run in a repository that was used lately. */
export function dockTemplate(recent: readonly Recent[], open: (place: string) => void): MenuItem[] {
  return recent.map(({ id, name }) => ({
    label: menuLabel(TEXT.newRunInItem(name)),
    click: () => open(placeOfNewRun(id)),
  }))
}

/** As `app.setJumpList` takes it. */
export interface JumpItem {
  type: 'task'
  title: string
  description: string
  program: string
  args: string
  iconPath: string
  iconIndex: number
}

const DESCRIPTION_LENGTH = 250
const OPTION = '--new-run='

/**
 * The same for the task bar on Windows, where it starts `program` anew. `removed`: arguments of items that the person took out; Windows
 * would refuse the whole list with one of them.
 */
export function jumpItems(recent: readonly Recent[], program: string, removed: readonly string[]): JumpItem[] {
  const items = recent.map(({ id, name, path }): JumpItem => {
    const [title, description] = [shortText(TEXT.newRunIn(name), 60), shortText(path, DESCRIPTION_LENGTH)]
    return { type: 'task', title, description, program, args: `${OPTION}${id}`, iconPath: program, iconIndex: 0 }
  })
  return items.filter(({ args }) => !removed.includes(args))
}

/** The place that a start with these arguments asks for; null: none. */
export function placeAsked(argv: readonly string[]): string | null {
  const id = argv.flatMap((argument) => new RegExp(`^${OPTION}([0-9a-f]{16})$`).exec(argument)?.[1] ?? [])[0]
  return id === undefined ? null : placeOfNewRun(id)
}

const repositoriesSchema = z.array(z.object({ id: z.string(), name: z.string(), path: z.string() }))

/** Tells the repositories that were used last, as soon as they are known and again with each run that was not heard of, while the host is open. */
export function watchRecent(source: Source, onChange: (recent: readonly Recent[]) => void): void {
  const heard = new Set<string>()
  const read = (): void => {
    void call('repositories.list', {}).then((reply) => {
      if (reply.ok) onChange(repositoriesSchema.parse(reply.value).slice(0, MAX_RECENT))
    })
  }
  const { call } = source.connect((message) => {
    if (message.topic !== 'runs.changed') return
    const before = heard.size
    for (const { id } of message.value.rows) heard.add(id)
    if (heard.size > before) read()
  })
  read()
}
