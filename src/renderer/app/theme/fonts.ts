/** Bundled fonts: the page never asks a network for one. */
import '@fontsource-variable/noto-sans-sc/wght.css';
import '../../../shared/fonts/text-font.css';
import '@fontsource/noto-sans-mono/latin-400.css';
import '@fontsource/noto-sans-mono/latin-600.css';
