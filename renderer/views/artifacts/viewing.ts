import type { ViewerKind } from '../../viewers/viewer-kind.ts'
import * as TEXT from '../../words/texts/artifacts.ts'
import * as COMMON from '../../words/texts/common.ts'

/** The two ways to look at an artifact; null: there is only one. */
export const VIEW_NAMES: Readonly<Record<ViewerKind, { shown: string; raw: string } | null>> = {
  markdown: { shown: TEXT.rendered, raw: TEXT.raw },
  json: { shown: TEXT.tree, raw: TEXT.raw },
  log: { shown: TEXT.colour, raw: TEXT.raw },
  diff: { shown: COMMON.changes, raw: TEXT.raw },
  csv: { shown: COMMON.table, raw: TEXT.raw },
  html: { shown: COMMON.page, raw: COMMON.code },
  code: null,
  image: null,
  summary: null,
}

/** Why the content cannot be copied as text; null if it can. `isCut`: only a part of it was read. */
export function copyProblem(viewer: ViewerKind, isRead: boolean, isCut: boolean): string | null {
  if (viewer === 'summary' || viewer === 'image') return TEXT.itIsNoText
  if (isCut) return TEXT.onlyPartOfItWasRead
  return isRead ? null : TEXT.itWasNotRead
}

/** "Reading 3 of 5 MB". Null for what comes in one piece. */
export function progressText(loaded: number, total: number | null): string | null {
  if (total === null || loaded === 0 || loaded >= total) return null
  return TEXT.readingMegabytes((loaded / 1_000_000).toFixed(1), (total / 1_000_000).toFixed(1))
}
