# 環境定義
resource "aws_vpc" "main" {
  cidr_block           = var.vpc_cidr
  enable_dns_hostnames = true
  enable_dns_support   = true
}

resource "aws_ecs_cluster" "main" {
  name = "fargate-cluster"

  setting {
    name  = "containerInsights"
    value = var.container_insights
  }
}
