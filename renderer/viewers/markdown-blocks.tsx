import type { Token, Tokens } from 'marked'
import { Fragment, type ReactElement, type ReactNode } from 'react'
import { countedLong } from '../words/counted.ts'
import * as TEXT from '../words/texts/viewers.ts'
import { headingLevel, isKnownToken } from './markdown.ts'
import { MarkdownCode } from './markdown-code.tsx'
import { Inline, LongText } from './markdown-inline.tsx'
import { showLines } from './text.ts'

const SIZES = { 3: 'text-18', 4: 'text-15', 5: 'text-13', 6: 'text-13 text-ink-2' } as const

/** Block tokens as elements. */
export function Blocks({ tokens }: { tokens: readonly Token[] }): ReactElement {
  let at = 0
  return (
    <>
      {tokens.map((token) => {
        const key = at
        at += token.raw.length
        return <Fragment key={key}>{block(token)}</Fragment>
      })}
    </>
  )
}

function block(token: Token): ReactNode {
  if (!isKnownToken(token)) return showLines(token.raw)
  switch (token.type) {
    case 'heading':
      return <Heading token={token} />
    case 'code':
      return <MarkdownCode text={token.text} info={token.lang ?? ''} />
    case 'blockquote':
      return (
        <blockquote className="border-line-strong border-l-2 pl-3 text-ink-2">
          <Blocks tokens={token.tokens} />
        </blockquote>
      )
    case 'list':
      return <List token={token} />
    case 'table':
      return <Table token={token} />
    case 'hr':
      return <hr className="my-4 border-line" />
    case 'paragraph':
      return (
        <p className="my-2 break-words" dir="auto">
          <Inline tokens={token.tokens} />
        </p>
      )
    case 'html':
      return (
        <p className="my-2 break-words whitespace-pre-wrap text-ink-2">
          <LongText text={token.raw.trimEnd()} />
        </p>
      )
    case 'space':
    case 'def':
    case 'checkbox':
      return null
    default:
      // The text of a tight list item, or what stands in a line.
      return <Inline tokens={[token]} />
  }
}

function Heading({ token }: { token: Tokens.Heading }): ReactElement {
  const level = headingLevel(token.depth)
  const Tag = `h${level}` as const
  return (
    <Tag className={`mt-4 mb-2 font-strong break-words ${SIZES[level]}`} dir="auto">
      <Inline tokens={token.tokens} />
    </Tag>
  )
}

/** More items of a list, or rows of a table, are told only: the whole text is there as it was written. */
const MAX_PARTS = 1_000
/** Parts of a document never change places, so a place is a key. */
const placed = <T,>(items: readonly T[]): { key: number; item: T }[] =>
  items.slice(0, MAX_PARTS).map((item, key) => ({ key, item }))

function PartsNote({ count, noun }: { count: number; noun: 'item' | 'row' }): ReactElement | null {
  if (count <= MAX_PARTS) return null
  return <p className="my-2 text-ink-3 italic">… {countedLong(count - MAX_PARTS, `more ${noun}`)}</p>
}

function List({ token }: { token: Tokens.List }): ReactElement {
  const items = placed(token.items).map(({ key, item }) => (
    <li key={key} className={item.task ? 'list-none' : ''} dir="auto">
      {item.task && <TaskBox isDone={item.checked === true} />}
      <Blocks tokens={item.tokens} />
    </li>
  ))
  const look = 'my-2 grid gap-1 pl-5'
  return (
    <>
      {token.ordered ? (
        <ol className={`${look} list-decimal`} start={token.start === '' ? 1 : token.start}>
          {items}
        </ol>
      ) : (
        <ul className={`${look} list-disc`}>{items}</ul>
      )}
      <PartsNote count={token.items.length} noun={TEXT.item} />
    </>
  )
}

function TaskBox({ isDone }: { isDone: boolean }): ReactElement {
  return (
    <span className="-ml-5 inline-block w-5" role="img" aria-label={isDone ? TEXT.done : TEXT.toDo}>
      {isDone ? '☑' : '☐'}
    </span>
  )
}

const ALIGN = { left: 'text-left', center: 'text-center', right: 'text-right' } as const

function Table({ token }: { token: Tokens.Table }): ReactElement {
  const cell = ({ align }: Tokens.TableCell): string =>
    `border border-line px-2 py-1 align-top ${ALIGN[align ?? 'left']}`
  return (
    <div className="my-3 overflow-x-auto">
      <table className="border-collapse">
        <thead className="bg-sunken">
          <tr>
            {placed(token.header).map(({ key, item }) => (
              <th key={key} className={`${cell(item)} font-medium`} scope="col">
                <Inline tokens={item.tokens} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {placed(token.rows).map(({ key: place, item: row }) => (
            <tr key={place}>
              {placed(row).map(({ key, item }) => (
                <td key={key} className={cell(item)}>
                  <Inline tokens={item.tokens} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <PartsNote count={token.rows.length} noun={TEXT.row} />
    </div>
  )
}
