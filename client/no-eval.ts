import * as z from 'zod';

// The content policy forbids code made from strings; zod would try that for speed. Imported before any schema is made.
z.config({ jitless: true });
