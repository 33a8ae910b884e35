/**
 * Bundled fonts: the page never asks a network for one.
 *
 * Chinese characters come from the system where it has a face for them, as on paper (`main/documents/document-styles.ts`). The bundled
 * Chinese face is cut into a hundred files, and the page holds an object for each file, size and weight: 40 MB, and texts that
 * are laid out in a dozen pieces. It is there for a system without a Chinese face, and nothing of it is loaded elsewhere.
 */
import '@fontsource-variable/noto-sans-sc/wght.css';
import './latin.css';
import '../../../shared/fonts/text-font.css';
import '@fontsource/noto-sans-mono/latin-400.css';
import '@fontsource/noto-sans-mono/latin-600.css';
