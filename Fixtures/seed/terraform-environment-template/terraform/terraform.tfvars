# デフォルト値
vpc_cidr           = "10.0.0.0/16"
container_insights = "enabled"
