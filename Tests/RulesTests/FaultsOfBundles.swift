import Foundation

/// Faults of manifests, schemas, registrations and specs.
let faultsOfBundles: [Fault] = [
  // Manifests
  Fault(
    "an engine that is none", "unknown-engine", in: .manifest,
    #"(rendering_engine: *)"?jinja"?"#, "$1«jinga»"),
  Fault(
    "a language that is none", "unknown-engine", in: .manifest,
    #"(template_language: *)"?cloudformation"?"#, "$1«cloud_formation»"),
  Fault(
    "the engine under the preview's key", "preview-manifest-key", in: .manifest,
    "rendering_engine:", "«engine»:"),
  Fault(
    "a file that is not there", "manifest-file-missing", in: .manifest,
    #"(file: *)"?cloudformation\.yaml"?"#, "$1«cloudfromation.yaml»"),
  Fault(
    "a file outside of the folder", "manifest-file-outside", in: .manifest,
    #"(file: *)"?cloudformation\.yaml"?"#, "$1«../cloudformation.yaml»"),
  Fault(
    "a second template", "manifest-entry-count", in: .manifest,
    #"^( +)- file:.*\n(?:.+\n?)+"#,
    "$0\n$1- {file: «cloudformation.yaml», rendering_engine: jinja, template_language: cloudformation}\n"
  ),
  Fault(
    "no templates", "malformed-manifest", in: .manifest, #"templates:\n(?:.+\n?)+"#,
    "templates: «[]»\n"),
  Fault(
    "a key of the manifest twice", "duplicate-key", in: .manifest,
    #"^( +)(rendering_engine): .*$"#, "$0\n$1«$2»: jinja"),
  Fault(
    "a manifest with a tab", "malformed-yaml", in: .manifest, #"^ +rendering_engine"#,
    "«\t»rendering_engine"),
  Fault("a manifest without text", "unreadable-file") { texts in
    // Without its manifest, a component is a plain template.
    texts.paths(of: .manifest).filter { split($0).folder.hasSuffix("infrastructure") }.map { path in
      Injection {
        BrokenWorkspace(texts.replacing(path, with: "\n"), [FaultPlace(path: path, line: nil)])
      }
    }
  },
  Fault("no manifest", "missing-manifest") { texts in
    texts.paths(of: .manifest).filter { split($0).folder.hasSuffix("infrastructure") }.map { path in
      Injection {
        BrokenWorkspace(
          texts.replacing(path, with: nil), [FaultPlace(path: split(path).folder, line: nil)])
      }
    }
  },
  Fault("the folders of the preview", "preview-directory") { texts in
    texts.paths(of: .manifest).filter { $0.hasSuffix("/instance_infrastructure/manifest.yaml") }
      .map { path in
        let folder = split(path).folder
        let renamed = texts.bundle(of: path) + "/infrastructure"
        return Injection {
          let files = texts.files.map { file, text in
            (file.hasPrefix(folder) ? renamed + file.dropFirst(folder.count) : file, text)
          }
          return BrokenWorkspace(
            WorkspaceTexts(files: Dictionary(files) { first, _ in first }),
            [FaultPlace(path: renamed, line: nil)])
        }
      }
  },

  // Schemas
  Fault("no schema", "missing-schema") { texts in
    texts.paths(of: .schema).map { path in
      Injection {
        BrokenWorkspace(
          texts.replacing(path, with: nil), [FaultPlace(path: texts.bundle(of: path), line: nil)])
      }
    }
  },
  Fault("a schema in the wrong folder", "misplaced-schema") { texts in
    texts.paths(of: .schema).map { path in
      let moved = texts.bundle(of: path) + "/schema.yaml"
      return Injection {
        BrokenWorkspace(
          texts.replacing(path, with: nil).replacing(moved, with: texts[path]),
          [FaultPlace(path: moved, line: nil)])
      }
    }
  },
  Fault(
    "another version of OpenAPI", "malformed-schema", in: .schema, #"(openapi: *)"3\.0\.0""#,
    "$1«\"3.1.0\"»"),
  Fault(
    "an input type that is not defined", "unknown-input-type", in: .schema,
    #"((?:environment|service|pipeline)_input_type: *)"?(\w+)"?"#, "$1«$2z»"),
  Fault("the input type of another kind", "kind-mismatch") { texts in
    texts.paths(of: .schema).flatMap { path in
      // No service here is without a pipeline, whose input type would say that it is one.
      texts.matches(of: #"service_input_type(.*\n) +pipeline_input_type:.*\n"#, in: path).map {
        match in
        let pipeline = texts.bundle(of: path) + "/pipeline_infrastructure/"
        return Injection {
          let broken = match.replaced(by: "«environment_input_type»$1")
          return BrokenWorkspace(
            broken.texts.removing { $0.hasPrefix(pipeline) }, broken.places)
        }
      }
    }
  },
  Fault(
    "the input type of another kind beside that of a pipeline", "malformed-schema", in: .schema,
    #"service_input_type(.*\n +)(pipeline_input_type)"#, "environment_input_type$1«$2»"),
  Fault(
    "an input type that is no object", "input-type-not-object", in: .schema,
    #"^(    \w+:\n      type: *)object"#, "$1«string»"),
  Fault(
    "a pipeline without inputs", "pipeline-without-input-type",
    removing: #"^ +pipeline_input_type:.*\n"#, from: .schema
  ) { match in
    let folder = match.bundle + "/pipeline_infrastructure"
    return match.texts[folder + "/manifest.yaml"].isEmpty
      ? nil : FaultPlace(path: folder, line: nil)
  },
  Fault("inputs without a pipeline", "input-type-without-pipeline") { texts in
    texts.paths(of: .schema).flatMap { path in
      texts.lines(of: "pipeline_input_type", in: path).map { place in
        let folder = texts.bundle(of: path) + "/pipeline_infrastructure/"
        return Injection { BrokenWorkspace(texts.removing { $0.hasPrefix(folder) }, [place]) }
      }
    }
  },
  Fault(
    "a number with a text as default", "default-violates-schema", in: .schema,
    #"^( +)(type: *"?(?:number|integer)"?\n(?:\1\w+:.*\n)*?\1default: *).*$"#,
    "$1$2«\"eighty\"»"),
  Fault(
    "a default below the minimum", "default-violates-schema", in: .schema,
    #"^( +)default: *\d+\n((?:\1\w+:.*\n)*?\1minimum: *\d)"#, "$1default: «-1»\n$2"),
  Fault(
    "a default that is not in the enum", "default-violates-schema", in: .schema,
    #"^( +)(enum: *\[.*\n(?:\1\w+:.*\n)*?\1default: *).*$"#, "$1$2«\"nothing\"»"),
  Fault(
    "a default that is too long", "default-violates-schema", in: .schema,
    #"^( +)(default: *).*\n(?=(?:\1\w+:.*\n)*?\1maxLength:)"#,
    "$1$2«\(String(repeating: "long", count: 100))»\n"),
  Fault(
    "a pattern that is none", "malformed-pattern", in: .schema, #"^( +)(type: *"?string"?)$"#,
    "$1$2\n$1pattern: '«(»[a-z]+$'", where: { !$0.text.contains("pattern:") }),
  Fault(
    "a pattern on which engines disagree", "unsupported-pattern", in: .schema,
    #"^( +)(type: *"?string"?)$"#, "$1$2\n$1pattern: «(?i)small»",
    where: { !$0.text.contains("pattern:") }),
  Fault(
    "a required input that is misspelt", "required-input-unknown", in: .schema,
    #"(required:\n(?: +- *\w+\n)*? +- *)"?(\w+)"?"#, "$1«$2z»"),
  Fault(
    "a keyword in small letters", "case-variant-keyword", in: .schema, "minLength:",
    "«minlength»:"),
  Fault(
    "a keyword in capitals", "case-variant-keyword", in: .schema, #"^( +)default:"#,
    "$1«Default»:"),
  Fault(
    "a keyword of another type", "keyword-without-effect", in: .schema,
    #"^( +)(type: *"?(?:number|integer)"?)$"#, "$1$2\n$1«minLength»: 1"),
  Fault(
    "Jinja in the schema", "jinja-in-schema", in: .schema, #"^( +default: *)".*"$"#,
    "$1«\"{{ service.name }}\"»"),
  Fault(
    "a key of the schema twice", "duplicate-key", in: .schema, #"^( +)(description): .*$"#,
    "$0\n$1«$2»: again"),
  Fault(
    "a text of the schema with a colon", "malformed-yaml", in: .schema,
    #"^( +description: *).*$"#, "$1a«:» b"),
  Fault(
    "an input that nothing reads", "unused-input", in: .schema, #"^( +)properties:$"#,
    "$0\n$1  «never_read»:\n$1    type: string\n$1    default: none"),

  // Registrations
  Fault(
    "a misspelt key of the registration", "misspelt-registration-key", in: .registration,
    "compatible_environments:", "«compatible_environment»:"),
  Fault(
    "an environment without a version", "malformed-compatible-environment", in: .registration,
    #"(?<=- )([\w-]+):\d+$"#, "«$1»"),
  Fault(
    "an environment without a version, line by line", "malformed-compatible-environment",
    in: .compatibleEnvironments, #"^([\w-]+):\d+$"#, "«$1»"),
  Fault(
    "a version that is not there", "unknown-compatible-environment", in: .registration,
    #"(?<=- )([\w-]+):1$"#, "«$1:9»", where: isForKnownEnvironment),
  Fault(
    "a version that is not there, line by line", "unknown-compatible-environment",
    in: .compatibleEnvironments, #"^([\w-]+):1$"#, "«$1:9»", where: isForKnownEnvironment),
  Fault(
    "a misspelt environment", "unknown-compatible-environment", in: .compatibleEnvironments,
    #"^([\w-]+):1$"#, "«$1z:1»", where: isForKnownEnvironment),

  // Specs
  Fault(
    "a misspelt input of an environment's spec", "unknown-spec-input", in: .spec,
    #"^  (\w+)(: *\S.*)$"#, "  «$1z»$2",
    where: { $0.text.contains("EnvironmentSpec") && $0.isInSpecOfKnownBundle }),
  Fault(
    "a misspelt input of an instance", "unknown-spec-input", in: .spec, #"^      (\w+)(: *\S.*)$"#,
    "      «$1z»$2", where: { $0.text.contains("ServiceSpec") && $0.isInSpecOfKnownBundle },
    consequences: ["missing-spec-input"]),
  Fault(
    "a misspelt input of a pipeline", "unknown-spec-input", in: .spec,
    #"^(pipeline:\n(?:  \w+:.*\n)*?  )(\w+)(: *\S.*)$"#, "$1«$2z»$3", where: \.isInSpecOfKnownBundle
  ),
  Fault(
    "a text for a number", "spec-value-violates-schema", in: .spec, #"^( +\w+: *)\d+$"#,
    "$1«many»", where: \.isInSpecOfKnownBundle),
  Fault(
    "a required input without a value", "missing-spec-input", in: .spec,
    #"^    spec:\n((?:      .*\n)*?)      image_tag: .*\n"#, "    «spec»:\n$1"),
]

@Sendable private func isForKnownEnvironment(_ match: FaultMatch) -> Bool {
  match.texts.environments(of: split(match.path).folder).contains {
    "/\($0)/".contains("/\(match[1])/")
  }
}

extension FaultMatch {
  /// Whether the spec's place or its other values tell what bundle it is for.
  fileprivate var isInSpecOfKnownBundle: Bool {
    let values = texts.matches(of: #"^ +\w+: *\S"#, in: path).count
    let schemas = texts.files.keys.filter { $0.hasSuffix("/schema/schema.yaml") }
    return path.contains("/spec/") || (values > 2 && schemas.count <= 2)
  }
}
