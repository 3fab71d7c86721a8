/// A port whose service is for administrators or for other servers, never for everyone.
///
/// After the ports of the Security Hub controls EC2.13, EC2.14 and EC2.19, without those that
/// ordinary web applications listen on, too:
/// <https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html>.
public struct SensitivePort: Hashable, Sendable {
  public let port: Int
  public let transport: IngressRule.Transport
  public let service: String

  /// Those in a range, in order.
  public static func all(
    _ transport: IngressRule.Transport, in range: ClosedRange<Int>
  ) -> [SensitivePort] {
    table.filter { $0.transport == transport && range.contains($0.port) }
  }

  private static let table: [SensitivePort] = [
    SensitivePort(port: 22, transport: .tcp, service: "SSH"),
    SensitivePort(port: 23, transport: .tcp, service: "Telnet"),
    SensitivePort(port: 69, transport: .udp, service: "TFTP"),
    SensitivePort(port: 111, transport: .tcp, service: "RPC"),
    SensitivePort(port: 111, transport: .udp, service: "RPC"),
    SensitivePort(port: 135, transport: .tcp, service: "Windows RPC"),
    SensitivePort(port: 139, transport: .tcp, service: "NetBIOS"),
    SensitivePort(port: 161, transport: .udp, service: "SNMP"),
    SensitivePort(port: 389, transport: .tcp, service: "LDAP"),
    SensitivePort(port: 389, transport: .udp, service: "LDAP"),
    SensitivePort(port: 445, transport: .tcp, service: "SMB"),
    SensitivePort(port: 873, transport: .tcp, service: "rsync"),
    SensitivePort(port: 1433, transport: .tcp, service: "SQL Server"),
    SensitivePort(port: 1521, transport: .tcp, service: "Oracle"),
    SensitivePort(port: 2049, transport: .tcp, service: "NFS"),
    SensitivePort(port: 2375, transport: .tcp, service: "Docker"),
    SensitivePort(port: 2376, transport: .tcp, service: "Docker"),
    SensitivePort(port: 2379, transport: .tcp, service: "etcd"),
    SensitivePort(port: 3306, transport: .tcp, service: "MySQL"),
    SensitivePort(port: 3389, transport: .tcp, service: "RDP"),
    SensitivePort(port: 5432, transport: .tcp, service: "PostgreSQL"),
    SensitivePort(port: 5439, transport: .tcp, service: "Redshift"),
    SensitivePort(port: 5900, transport: .tcp, service: "VNC"),
    SensitivePort(port: 5985, transport: .tcp, service: "WinRM"),
    SensitivePort(port: 5986, transport: .tcp, service: "WinRM"),
    SensitivePort(port: 6379, transport: .tcp, service: "Redis"),
    SensitivePort(port: 9042, transport: .tcp, service: "Cassandra"),
    SensitivePort(port: 9200, transport: .tcp, service: "Elasticsearch"),
    SensitivePort(port: 10250, transport: .tcp, service: "kubelet"),
    SensitivePort(port: 11211, transport: .tcp, service: "Memcached"),
    SensitivePort(port: 27017, transport: .tcp, service: "MongoDB"),
  ]
}
