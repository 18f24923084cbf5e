import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { router } from './app/router.tsx';
import { applyTheme } from './app/theme.ts';
import { connect } from './state/socket.ts';
import './ui/tokens.css';
import './ui/global.css';

applyTheme();
const root = document.getElementById('root');
if (root) {
  connect();
  createRoot(root).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  );
}
