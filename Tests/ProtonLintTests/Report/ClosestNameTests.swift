import ProtonLint
import Testing

@Test(
  arguments: [
    ("imge", ["image", "port"], "image"),
    ("prot", ["image", "port"], "port"),
    ("IMAGE", ["imago", "image"], "image"),
    ("vpcid", ["VpcId", "vpcids"], "VpcId"),
    ("contianer_prot", ["container_port"], "container_port"),
    ("desired", ["cpu", "memory"], nil),
    ("a", ["bc"], nil),
    ("bat", ["cat", "bar"], "bar"),
    ("ca", ["abc"], nil),
    ("", ["abc"], nil),
    ("x", [], nil),
    (
      String(repeating: "a", count: 64), [String(repeating: "a", count: 63)],
      String(repeating: "a", count: 63)
    ),
    (String(repeating: "a", count: 65), [String(repeating: "a", count: 64)], nil),
    ("名前だ", ["名前"], "名前"),
  ] as [(String, [String], String?)])
func closestNames(_ name: String, _ candidates: [String], _ expected: String?) {
  #expect(closestName(to: name, among: candidates) == expected)
}
