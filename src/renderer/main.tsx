/** Entry of the UI page. */
import './app/theme/fonts';
// First of all: whoever defines the one policy of this page first is the only one.
import './bridge/trusted';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { watchFaults } from './app/report-fault';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
watchFaults(window);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
