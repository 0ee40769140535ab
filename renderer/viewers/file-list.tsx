import {
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react'
import type { DiffFile } from './diff.ts'
import { FileCounts } from './diff-row.tsx'
import { folderGroups, stepTo } from './file-groups.ts'
import { showHidden } from './text.ts'

export interface FileListProps {
  files: readonly DiffFile[]
  selectedPath: string | null
  onSelect: (path: string) => void
  /** What else there is to say of a file, before its counts; nothing that can be pressed. */
  note?: (file: DiffFile) => ReactNode
  label?: string
}

/** So many are drawn at first, and more each time the end of those comes near; always some beyond the selected one. */
const AT_FIRST = 120
const MORE = 240
const BEYOND = 60

/** The changed files by folder: one Tab stop, arrows move. */
export function FileList(props: FileListProps): ReactElement {
  const { files, selectedPath, onSelect, note, label = 'Changed files' } = props
  const list = useRef<HTMLElement>(null)
  const selected = Math.max(
    0,
    files.findIndex(({ path }) => path === selectedPath),
  )
  const [drawn, setDrawn] = useState(AT_FIRST)
  const shown = Math.max(drawn, selected + BEYOND)
  const end = useEndInView(shown < files.length, () => setDrawn(shown + MORE))
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = event.altKey || event.ctrlKey || event.metaKey ? null : stepTo(event.key, selected, files.length)
    const file = next === null ? undefined : files[next]
    if (next === null || !file) return
    event.preventDefault()
    onSelect(file.path)
    list.current?.querySelectorAll('button')[next]?.focus()
  }
  return (
    <nav ref={list} aria-label={label}>
      {folderGroups(files.slice(0, shown)).map(({ folder, first, files: inside }) => (
        <div key={first}>
          {folder !== '' && (
            <div className="truncate px-4 pt-2 pb-0.5 text-12 text-ink-3" title={folder}>
              {showHidden(folder)}
            </div>
          )}
          <ul aria-label={folder === '' ? 'Top folder' : folder}>
            {inside.map((file, at) => (
              <li
                key={`${file.path}:${file.change}`}
                className="[contain-intrinsic-size:auto_1.75rem] [content-visibility:auto]"
              >
                <button
                  type="button"
                  className={`flex min-h-7 w-full min-w-0 items-center gap-2 px-4 text-left hover:bg-hover focus-visible:-outline-offset-2 ${file.path === selectedPath ? 'bg-selected shadow-[inset_2px_0_0_var(--lapis)]' : ''}`}
                  aria-current={file.path === selectedPath ? 'true' : undefined}
                  tabIndex={first + at === selected ? 0 : -1}
                  title={file.path}
                  onClick={() => onSelect(file.path)}
                  onKeyDown={onKeyDown}
                >
                  <span className="min-w-0 flex-1 truncate">
                    {showHidden(file.path.slice(file.path.lastIndexOf('/') + 1))}
                  </span>
                  {note?.(file)}
                  <FileCounts file={file} />
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {shown < files.length && <div ref={end} className="h-4" />}
    </nav>
  )
}

/** Calls back whenever the element comes near the view, as long as there is more to show. */
function useEndInView(hasMore: boolean, onNear: () => void): RefObject<HTMLDivElement | null> {
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!end.current || !hasMore) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) onNear()
      },
      { rootMargin: '1000px' },
    )
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [hasMore, onNear])
  return end
}
