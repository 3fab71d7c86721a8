# 入力変数
variable "vpc_cidr" {
  type        = string
  description = "VPC CIDR ブロック"
}

variable "container_insights" {
  type        = string
  description = "ECS Container Insights の有効化"
}
