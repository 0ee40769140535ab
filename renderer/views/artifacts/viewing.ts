import type { ViewerKind } from '../../viewers/viewer-kind.ts'

/** The two ways to look at an artifact; null: there is only one. */
export const VIEW_NAMES: Readonly<Record<ViewerKind, { shown: string; raw: string } | null>> = {
  markdown: { shown: 'Rendered', raw: 'Raw' },
  json: { shown: 'Tree', raw: 'Raw' },
  log: { shown: 'Colour', raw: 'Raw' },
  diff: { shown: 'Changes', raw: 'Raw' },
  csv: { shown: 'Table', raw: 'Raw' },
  html: { shown: 'Page', raw: 'Code' },
  code: null,
  image: null,
  summary: null,
}

/** Why the content cannot be copied as text; null if it can. `isCut`: only a part of it was read. */
export function copyProblem(viewer: ViewerKind, isRead: boolean, isCut: boolean): string | null {
  if (viewer === 'summary' || viewer === 'image') return 'It is no text: copy its path instead.'
  if (isCut) return 'Only a part of it was read: copy its path instead.'
  return isRead ? null : 'It was not read.'
}

/** "Reading 3 of 5 MB". Null for what comes in one piece. */
export function progressText(loaded: number, total: number | null): string | null {
  if (total === null || loaded === 0 || loaded >= total) return null
  return `Reading ${(loaded / 1_000_000).toFixed(1)} of ${(total / 1_000_000).toFixed(1)} MB…`
}
