import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import * as z from 'zod';
import { App } from './App.tsx';
import { connect } from './socket.ts';
import './styles.css';

// The content policy forbids code made from strings; zod would try that for speed.
z.config({ jitless: true });

const root = document.getElementById('root');
if (root) {
  connect();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
