import { type ReactElement, type UIEvent, useMemo, useRef } from 'react'
import { countedLong } from '../words/counted.ts'
import * as COMMON from '../words/texts/common.ts'
import * as TEXT from '../words/texts/viewers.ts'
import { type CsvTable, columnWidths, numberColumns, parseCsv } from './csv.ts'
import { FixedRows } from './rows.tsx'
import { showHidden } from './text.ts'

/** More columns are not drawn. */
const MAX_COLUMNS = 200
/** Of one field; more of it is in its title, all of it in the raw view. */
const MAX_FIELD = 200
const MAX_TITLE = 2_000

interface Column {
  key: string
  /** Its place, from 0. */
  at: number
  name: string
  isNumber: boolean
}

interface Layout {
  columns: readonly Column[]
  /** CSS columns: that of the row's number first. */
  grid: string
  /** A CSS width. */
  width: string
}

const NUMBER_WIDTH = 8

/** Rows and columns with a head that stays; only the rows in view are drawn. */
export function CsvViewer({ text, label = COMMON.table }: { text: string; label?: string }): ReactElement {
  const table = useMemo(() => parseCsv(text), [text])
  const layout = useMemo(() => layoutOf(table), [table])
  const head = useRef<HTMLDivElement>(null)
  const follow = ({ target }: UIEvent): void => {
    if (head.current && target instanceof HTMLElement) head.current.scrollLeft = target.scrollLeft
  }
  if (table.header.length === 0) return <p className="p-4 text-ink-3">{TEXT.emptyTable}</p>
  const { columns } = layout
  return (
    <div className="flex h-full min-h-0 flex-col bg-lit" onScrollCapture={follow}>
      <p className="flex-none border-line border-b px-4 py-1 text-12 text-ink-3 tabular-nums">
        {countedLong(table.rows.length, 'row')}, {countedLong(table.columns, 'column')}
        {table.columns > columns.length && TEXT.firstColumnsAreShown(columns.length)}
      </p>
      {/* Each field tells its column's name to those who hear it. */}
      <div ref={head} className="flex-none overflow-hidden border-line-strong border-b bg-panel" aria-hidden="true">
        <div className="grid w-max min-w-full font-mono text-12/[1.5rem]" style={{ gridTemplateColumns: layout.grid }}>
          <span />
          {columns.map(({ key, name, isNumber }) => (
            <span key={key} className={`truncate px-2 font-strong text-ink-2 ${isNumber ? 'text-right' : ''}`}>
              {showHidden(name.slice(0, MAX_FIELD))}
            </span>
          ))}
        </div>
      </div>
      <FixedRows
        className="flex-1 font-mono text-12/[1.5rem] [font-variant-ligatures:none]"
        count={table.rows.length}
        rowHeight={24}
        label={label}
        contentWidth={layout.width}
        renderRow={(index) => <Row row={table.rows[index] ?? []} number={index + 1} layout={layout} />}
      />
    </div>
  )
}

function layoutOf(table: CsvTable): Layout {
  const numbers = numberColumns(table)
  const widths = columnWidths(table).slice(0, MAX_COLUMNS)
  return {
    columns: widths.map((_, at) => ({
      key: `column ${at + 1}`,
      at,
      name: table.header[at] ?? TEXT.column(at + 1),
      isNumber: numbers[at] === true,
    })),
    grid: [NUMBER_WIDTH, ...widths].map((width) => `${width}ch`).join(' '),
    width: `${widths.reduce((sum, width) => sum + width, NUMBER_WIDTH)}ch`,
  }
}

function Row({ row, number, layout }: { row: readonly string[]; number: number; layout: Layout }): ReactElement {
  return (
    <div
      className="grid h-(--row) w-max min-w-full border-line border-b bg-lit"
      style={{ gridTemplateColumns: layout.grid }}
    >
      <span className="pr-3 text-right text-11/[1.5rem] text-ink-3 tabular-nums select-none">{number}</span>
      {layout.columns.map((column) => (
        <Field key={column.key} column={column} text={row[column.at] ?? ''} />
      ))}
    </div>
  )
}

function Field({ column, text }: { column: Column; text: string }): ReactElement {
  const oneLine = text.slice(0, MAX_FIELD).replace(/\r?\n/g, '⏎')
  return (
    <span
      className={`truncate px-2 ${column.isNumber ? 'text-right tabular-nums' : ''}`}
      title={text.length > 40 ? showHidden(text.slice(0, MAX_TITLE)) : undefined}
    >
      <span className="sr-only select-none">{showHidden(column.name.slice(0, 100))}: </span>
      {showHidden(oneLine)}
    </span>
  )
}
