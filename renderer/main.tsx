import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { createClient } from './client.ts'
import { createAppData } from './data/app-data.tsx'
import { showKeptAppearance } from './data/appearance.ts'
import { noteFaults } from './data/page-faults.ts'
import { CrashScreen } from './shell/crash-screen.tsx'
import { ErrorBoundary } from './ui/error-boundary.tsx'
import './style.css'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')
const client = createClient()
showKeptAppearance()
noteFaults(client)
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary fallback={(error) => <CrashScreen client={client} error={error} />}>
      <App data={createAppData(client)} />
    </ErrorBoundary>
  </StrictMode>,
)
