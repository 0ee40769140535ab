import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { createClient } from './client.ts'
import { createAppData } from './data/app-data.tsx'
import './style.css'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')
createRoot(root).render(
  <StrictMode>
    <App data={createAppData(createClient())} />
  </StrictMode>,
)
