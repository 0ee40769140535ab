import { createContext, useContext } from 'react'
import type { WebLink } from '../../shared/web-link.ts'

/** Shows where a link leads and asks whether to open it. Null: nothing is opened here, links are told only. */
export type LinkOpener = (link: WebLink) => void

const LinkOpenerContext = createContext<LinkOpener | null>(null)
export const LinkOpenerProvider = LinkOpenerContext.Provider
export const useLinkOpener = (): LinkOpener | null => useContext(LinkOpenerContext)
