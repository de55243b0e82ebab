import js from "@eslint/js";
import globals from "globals";

// Whether a name is known and used can be told of the whole module only, which scripts/lint.sh
// hands over by this name as the server puts it together.
const whole = "chat.js";

export default [
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-implicit-coercion": "error",
      "no-unused-expressions": ["error", { allowTernary: true }],
      "no-use-before-define": ["error", { functions: false, variables: false }],
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
    },
  },
  { files: ["eslint.config.js"], languageOptions: { globals: globals.node } },
  { files: [whole], languageOptions: { sourceType: "module", globals: globals.browser } },
  {
    files: ["chat/*.js"],
    languageOptions: { sourceType: "module" },
    rules: { "no-undef": "off", "no-unused-vars": "off" },
  },
  {
    files: ["embed.js"],
    languageOptions: { sourceType: "script", globals: { ...globals.browser, LAUNCHER_WORDS: "readonly" } },
    rules: { "no-unused-vars": ["error", { argsIgnorePattern: "^_" }] },
  },
];
