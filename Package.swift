// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "ProtonLint",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "ProtonLint", targets: ["ProtonLint"]),
    .library(name: "Rules", targets: ["Rules"]),
    .executable(name: "protonlint", targets: ["lint-cli"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
    ),
    .systemLibrary(
      name: "CZlib",
      pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
    ),
    .target(name: "FactsData", exclude: ["iam.bin", "resources.bin"]),
    .target(name: "ProtonLint", dependencies: ["CLibYAML", "CZlib", "FactsData"]),
    .target(name: "Rules", dependencies: ["ProtonLint"]),
    .executableTarget(
      name: "lint-cli",
      dependencies: [
        "ProtonLint", "Rules",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .testTarget(name: "ProtonLintTests", dependencies: ["CZlib", "ProtonLint", "Rules"]),
    .testTarget(name: "RulesTests", dependencies: ["ProtonLint", "Rules"]),
  ],
  swiftLanguageModes: [.v6]
)
