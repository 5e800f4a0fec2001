// The part of the PDF reader that works beside the page; in the page itself where no worker may be started.
import * as pdfjsWorker from "pdfjs-dist/legacy/build/pdf.worker";

Object.assign(globalThis, { pdfjsWorker });
