export {
  type CompiledMapping,
  compileMapping,
  type CompileResult,
  type MappingInput,
  type Trial,
} from './compile-mapping.js';
export { mappingHash } from './hash-mapping.js';
export { mapPage } from './map-page.js';
export { pauseRows } from './pause-rows.js';
export { startingRows } from './starting-rows.js';
export { suggestRows } from './suggest-rows.js';
